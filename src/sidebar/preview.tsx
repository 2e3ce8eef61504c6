import type { PreviewView } from '../contract/sidebar-api';

interface PreviewProps {
  readonly preview: PreviewView;
  /** The caption of the table. */
  readonly label: string;
}

/** A report as it will stand in the sheet, in small. What is wider than the sidebar scrolls. */
export function Preview({ preview, label }: PreviewProps) {
  const { sentence, name, title, columns, rows, colors } = preview;
  const style = colors && Object.fromEntries(Object.entries(colors).map(([of, color]) => [`--${of}`, color]));
  return (
    // The keyboard scrolls what has the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached without a mouse.
    <section class="preview" aria-label={label} tabIndex={0} style={style ?? {}}>
      <p class="lines">
        {sentence && <span>{sentence}</span>}
        {name !== null && <b dir="auto">{name}</b>}
        {title}
      </p>
      <table aria-label={label} class={colors ? 'board' : ''}>
        <thead>
          <tr>
            {columns.map(({ heading, headingSide }, index) => (
              <th key={index} scope="col" class={headingSide}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ is, isLined, cells }, row) => (
            <tr key={row} class={isLined ? `${is} lined` : is}>
              {cells.map(({ text, ink, fill }, index) => (
                <td
                  key={index}
                  class={`${columns[index]?.side ?? 'left'}${columns[index]?.isNames ? ' names' : ''}`}
                  dir="auto"
                  style={{ color: ink, background: fill }}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

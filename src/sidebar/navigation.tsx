export type Screen = 'reports' | 'settings';

interface NavigationProps {
  readonly screen: Screen;
  readonly choose: (screen: Screen) => void;
}

const screens: ReadonlyArray<readonly [Screen, string]> = [
  ['reports', 'Reports'],
  ['settings', 'Settings'],
];

/** The tabs of the two screens. The editor is opened from the reports and leads back to them. */
export function Navigation({ screen, choose }: NavigationProps) {
  return (
    <nav aria-label="Journeybee">
      {screens.map(([name, label]) => (
        <button
          type="button"
          key={name}
          class="tab"
          aria-current={screen === name ? 'page' : undefined}
          onClick={() => choose(name)}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}

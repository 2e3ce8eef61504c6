import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Title,
} from 'chart.js';
import { useEffect, useRef } from 'preact/hooks';
import type { ChartView } from '../contract';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Title);
Chart.defaults.font.family = 'Arial, "Liberation Sans", sans-serif';
Chart.defaults.color = '#5f6368';
Chart.defaults.animation = false;

interface Props {
  readonly chart: ChartView;
  /** In pixels, within what is around it. */
  readonly left: number;
  readonly top: number;
}

/** A chart as it floats over the cells. */
export function SheetChart({ chart, left, top }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Chart | null>(null);
  const asText = JSON.stringify(chart);
  useEffect(() => {
    if (!canvas.current) return;
    drawn.current = new Chart(canvas.current, configurationOf(chart));
    return () => drawn.current?.destroy();
  }, [asText]);
  const { title, width, height } = chart;
  return (
    <figure
      class="sheet-chart"
      style={`left:${left}px;top:${top}px;width:${width}px;height:${height}px`}
      data-testid="sheet-chart"
    >
      <canvas ref={canvas} role="img" aria-label={[title, ...linesOf(chart)].join('. ')} />
    </figure>
  );
}

/** For whoever hears the chart. */
function linesOf({ labels, series }: ChartView): string[] {
  return labels.map((label, index) => `${label}: ${series.map(({ texts }) => texts[index] ?? '').join(', ')}`);
}

function configurationOf({ type, title, color, axisTitle, labels, series }: ChartView): ChartConfiguration {
  const isBar = type === 'BAR';
  const figures = {
    beginAtZero: type !== 'LINE',
    border: { display: false },
    grid: { color: '#e8eaed' },
    ticks: { maxTicksLimit: 6 },
    title: { display: true, text: axisTitle || series.map(({ name }) => name).join(', ') },
  };
  const names = {
    grid: { display: false },
    border: { color: '#dadce0' },
    ticks: { autoSkip: !isBar, color: '#202124' },
  };
  return {
    type: type === 'LINE' ? 'line' : 'bar',
    data: {
      labels: [...labels],
      datasets: series.map(({ name, values }) => ({
        label: name,
        data: [...values],
        backgroundColor: color,
        borderColor: color,
        borderWidth: type === 'LINE' ? 2 : 0,
        categoryPercentage: 0.8,
        barPercentage: 0.85,
      })),
    },
    options: {
      indexAxis: isBar ? 'y' : 'x',
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 6, right: 22, bottom: 8, left: 12 } },
      scales: isBar ? { x: figures, y: names } : { x: names, y: figures },
      plugins: {
        title: {
          display: title !== '',
          text: title,
          align: 'start',
          color: '#202124',
          font: { size: 16, weight: 'normal' },
          padding: { top: 6, bottom: 14 },
        },
      },
    },
  };
}

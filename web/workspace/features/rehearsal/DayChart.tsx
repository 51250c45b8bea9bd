import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useIsDark } from '../../shell/theme.ts';
import styles from './rehearsal.module.css';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** A line of the chart; `isSecond` is drawn against the right axis, and what lies between `band` lines is tinted. */
export type ChartSeries = {
  name: string;
  values: readonly number[];
  isStep?: boolean;
  isSecond?: boolean;
  band?: 'upper' | 'lower';
};

type ChartProps = { title: string; labels: readonly string[]; series: readonly ChartSeries[] };

/** Lines over the day. The figures stand in the table below too, so that nobody needs the picture. */
export function DayChart(props: ChartProps) {
  // Colours are read when it is drawn; another theme draws it anew.
  return <Lines key={useIsDark() ? 'dark' : 'light'} {...props} />;
}

/** Width below which the names of the lines take two rows. */
const narrow = 480;

function Lines(props: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { labels, series, title } = props;
  useEffect(() => {
    if (!frame.current) return;
    const chart = init(frame.current, undefined, { renderer: 'svg' });
    chart.setOption(optionsOf({ labels, series, title }, frame.current));
    const resize = () => chart.resize();
    addEventListener('resize', resize);
    return () => {
      removeEventListener('resize', resize);
      chart.dispose();
    };
  }, [labels, series, title]);
  return <div ref={frame} className={styles.chart} role="img" aria-label={title} />;
}

/** The picture in the words of ECharts, in the colours of the frame that it stands in. */
function optionsOf({ labels, series, title }: ChartProps, frame: HTMLElement) {
  const style = getComputedStyle(frame);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const words = { color: style.color };
  const axisLine = { lineStyle: { color: colour('--border-strong') } };
  return {
    aria: { enabled: true, label: { description: title } },
    color: [colour('--chart-1'), colour('--chart-2'), colour('--chart-3')],
    animation: false,
    textStyle: { ...words, fontFamily: style.fontFamily },
    grid: { left: 48, right: 48, top: frame.clientWidth < narrow ? 64 : 36, bottom: 28 },
    legend: { top: 0, itemGap: 24, textStyle: words },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour('--surface-raised'),
      borderColor: colour('--border'),
      textStyle: words,
    },
    xAxis: { type: 'category', data: [...labels], axisLabel: words, axisLine },
    yAxis: [
      { type: 'value', axisLabel: words, splitLine: { lineStyle: { color: colour('--border') } } },
      { type: 'value', axisLabel: words, splitLine: { show: false } },
    ],
    series: series.map((one) => ({
      type: 'line',
      name: one.name,
      data: [...one.values],
      showSymbol: false,
      yAxisIndex: one.isSecond ? 1 : 0,
      ...(one.isStep ? { step: 'end' } : {}),
      ...(one.band ? bandOf(one.band, colour) : {}),
    })),
  };
}

/** The upper line is tinted down to the axis, and the lower one covers what lies beneath the band. */
function bandOf(edge: 'upper' | 'lower', colour: (name: string) => string) {
  return {
    z: edge === 'upper' ? 0 : 1,
    lineStyle: { width: 1, type: 'dashed' },
    areaStyle: edge === 'upper' ? { opacity: 0.14 } : { color: colour('--chart-ground'), opacity: 1 },
  };
}

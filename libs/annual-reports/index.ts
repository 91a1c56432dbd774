export * from './population'

export * from './releases';
export * from './upgrade';

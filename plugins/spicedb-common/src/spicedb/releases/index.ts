export * from './releases';
export * from './upgrade';
export * from './offers';

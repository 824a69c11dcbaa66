export { spicedbPlugin as default } from './plugin';
export { clusterProxyApiRef, type ClusterProxy } from './data/ClusterProxy';
export { spicedbJudgementTranslationRef, spicedbTranslationRef } from './words/translation';

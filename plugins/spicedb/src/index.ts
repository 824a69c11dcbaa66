export { spicedbPlugin as default } from './plugin';
export { clusterProxyApiRef, type ClusterProxy } from './data/ClusterProxy';
export { instanceFilesApiRef, type InstanceFiles } from './forms/InstanceFiles';
export { spicedbFormTranslationRef } from './words/formTranslation';
export { spicedbJudgementTranslationRef, spicedbTranslationRef } from './words/translation';

export { editYaml } from './editYaml';
export type { EditOptions, EditResult } from './editYaml';
export type { TroubleInFile } from './readYaml';
export type { YamlChange, YamlPath, YamlValue } from './YamlChange';

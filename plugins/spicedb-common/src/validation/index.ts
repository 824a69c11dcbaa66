export type { FileFinding } from './findings';
export { validateInstanceFolder } from './validateInstanceFolder';
export { newErrors } from './newErrors';

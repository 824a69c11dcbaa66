import type { GeneratedFile } from './GeneratedFile';
import type { Instance } from './Instance';
import { fillTemplate, troubleInFolder } from './paths';
import type { PortalConfig } from './PortalConfig';
import { renderApplication } from './render/application';
import { renderCatalogInfo } from './render/catalogInfo';
import { renderExternalSecret } from './render/externalSecret';
import { renderReadme } from './render/readme';
import { renderValues } from './render/values';

/** The folder of an instance in the GitOps repository. @public */
export function folderOf(
  { environment, name }: { environment: string; name: string },
  config: PortalConfig,
): string {
  const folder = fillTemplate(config.repository.folder, { environment, name });
  const trouble = troubleInFolder(folder);
  if (trouble) throw new Error(`The folder "${folder}" ${trouble}`);
  return folder;
}

/**
 * The files of an instance, as they will stand in Git. The portal's form calls
 * this very function to show them before anything is written.
 *
 * @public
 */
export function renderInstance(instance: Instance, config: PortalConfig): GeneratedFile[] {
  const folder = folderOf(instance, config);
  const externalSecret = renderExternalSecret(instance, config);
  return [
    { path: `${folder}/values.yaml`, content: renderValues(instance, config) },
    { path: `${folder}/application.yaml`, content: renderApplication(instance, config, folder) },
    { path: `${folder}/catalog-info.yaml`, content: renderCatalogInfo(instance, config, folder) },
    { path: `${folder}/README.md`, content: renderReadme(instance, config) },
    ...(externalSecret === undefined
      ? []
      : [{ path: `${folder}/externalsecret.yaml`, content: externalSecret }]),
  ];
}

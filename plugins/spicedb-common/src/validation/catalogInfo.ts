import { annotations, labels } from '../chart/names';
import { instanceType } from '../instance/render/catalogInfo';
import { ringServiceOf } from '../spicedb/contract';
import type { Inspection } from './findings';

/** What the catalog entity must say so that the portal finds the instance, and says what is so. */
export function inspectCatalogInfo(
  entity: Inspection,
  { application, folder, values }: { application?: Inspection; folder: string; values?: Inspection },
) {
  entity.expect(['apiVersion'], 'backstage.io/v1alpha1', 'that is what the catalog reads.');
  entity.expect(['kind'], 'Resource', 'the portal knows instances as resources.');
  entity.expect(['spec', 'type'], instanceType, 'the pages of the portal look for it.');
  if (!entity.text('spec', 'owner'))
    entity.error(['spec', 'owner'], 'is not there; the catalog does not take an entity without one.');
  const name = entity.text('metadata', 'name');
  if (!name) {
    entity.error(['metadata', 'name'], 'is not there.');
    return;
  }
  const expect = (key: keyof typeof annotations, wanted: string | undefined, why: string) => {
    if (wanted !== undefined) entity.expect(['metadata', 'annotations', annotations[key]], wanted, why);
  };
  const needed = (key: keyof typeof annotations, what: string) => {
    const path = ['metadata', 'annotations', annotations[key]];
    if (!entity.text(...path)) entity.error(path, `is not there; the portal would not know ${what}.`);
  };
  needed('cluster', 'in which cluster the instance is');
  needed('argocdCluster', 'where its Application is');
  needed('environment', 'to which environment it belongs');
  expect(
    'kubernetesId',
    values?.text('portal', 'kubernetesId') ?? name,
    'values.yaml puts that label on the objects (portal.kubernetesId).',
  );
  expect('kubernetesLabelSelector', `${labels.kubernetesId}=${name}`, 'the objects carry that label.');
  expect('source', folder, 'the instance is in that folder.');
  if (application) {
    expect('argocdName', application.text('metadata', 'name'), 'application.yaml has that name.');
    expect(
      'argocdNamespace',
      application.text('metadata', 'namespace'),
      'application.yaml is in that namespace.',
    );
    expect(
      'kubernetesNamespace',
      application.text('spec', 'destination', 'namespace'),
      'application.yaml brings it there.',
    );
  }
  if (values) {
    const engine = values.text('config', 'datastoreEngine') ?? 'memory';
    expect('engine', engine, 'values.yaml says so (config.datastoreEngine).');
    expect('version', values.text('image', 'tag'), 'values.yaml says so (image.tag).');
    const dispatch = values.at('config', 'dispatch', 'enabled');
    const ring = dispatch === true || (dispatch !== false && engine !== 'memory');
    if (ring) expect('service', ringServiceOf(name), 'the chart gives the ring that Service.');
  }
}

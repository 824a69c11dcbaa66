import { mockApis } from '@backstage/test-utils';
import { entity } from '../../dev/fixtures/cluster';
import { formOf } from './templates';

const none = mockApis.config();

describe('the forms of the templates', () => {
  it('are those of this project unless the platform names others', () => {
    expect(formOf(none, 'create')).toBe('/create/templates/default/create-spicedb-instance');
    const own = mockApis.config({
      data: { spicedb: { page: { templates: { create: 'platform/authz' } } } },
    });
    expect(formOf(own, 'create')).toBe('/create/templates/platform/authz');
  });

  it('open with the instance and the change filled in', () => {
    const address = new URL(
      formOf(none, 'update', { entity, changes: { version: 'v1.56.0' } }),
      'http://portal',
    );
    expect(address.pathname).toBe('/create/templates/default/update-spicedb-instance');
    expect(JSON.parse(address.searchParams.get('formData')!)).toEqual({
      instance: 'resource:default/checkout-authz',
      changes: { version: 'v1.56.0' },
    });
  });
});

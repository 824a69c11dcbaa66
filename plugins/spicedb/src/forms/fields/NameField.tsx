import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { TextAnswer } from '../controls/TextAnswer';
import { ownField, type BodyProps } from './ownField';

function Name({ troubleAt, value, options, ...rest }: BodyProps<string>) {
  const placeholder = typeof options.placeholder === 'string' ? options.placeholder : undefined;
  return <TextAnswer {...rest} value={value} placeholder={placeholder} trouble={troubleAt('name')} />;
}

/** The name of a new instance. One that is taken is refused here already, as far as the catalog knows. */
export const nameField = ownField<string>({
  name: 'SpicedbName',
  answers: 'name',
  Body: Name,
  async check({ value, apis, words: { t } }) {
    if (!value || !/^[a-z0-9-]+$/.test(value)) return [];
    const entityRefs = [`resource:default/${value}`];
    const known = await apis.get(catalogApiRef)?.getEntitiesByRefs({ entityRefs, fields: ['kind'] });
    return known?.items[0] ? [t('name.taken', { name: value })] : [];
  },
});

import { platformAnswers } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { SizeChoice } from '../choices/SizeChoice';
import { ownField, type BodyProps } from './ownField';

function Size({ portal, answers, troubleAt, value, onChange, ...rest }: BodyProps<string>) {
  const usual = platformAnswers({ environment: answers.environment }, portal)?.size;
  return (
    <SizeChoice
      {...rest}
      sizes={portal.sizes}
      usual={usual}
      value={value ?? usual}
      onChange={size => onChange(size === usual ? undefined : size)}
      trouble={troubleAt('size')}
    />
  );
}

/** The sizes of the platform, with that of the environment chosen already. */
export const sizeField = ownField<string>({ name: 'SpicedbSize', answers: 'size', Body: Size });

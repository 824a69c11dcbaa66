import { VersionChoice } from '../choices/VersionChoice';
import { TextAnswer } from '../controls/TextAnswer';
import { ownField, type BodyProps } from './ownField';

function Version({ portal, answers, troubleAt, value, options, ...rest }: BodyProps<string>) {
  // What runs elsewhere may well be a version that nobody should begin with.
  if (options.any) {
    return <TextAnswer {...rest} value={value} placeholder="v1.56.0" trouble={troubleAt('version')} />;
  }
  return (
    <VersionChoice
      {...rest}
      engine={answers.engine ?? 'postgres'}
      versions={portal.versions}
      value={value ?? portal.versions.default}
      // The platform's own choice stays the platform's to change until this is sent.
      onChange={version => rest.onChange(version === portal.versions.default ? undefined : version)}
      trouble={troubleAt('version')}
    />
  );
}

/** The versions on offer, with what speaks for each of them or against it. */
export const versionField = ownField<string>({ name: 'SpicedbVersion', answers: 'version', Body: Version });

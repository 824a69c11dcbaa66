import { platformAnswers, type InstanceInput } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { TlsChoice } from '../choices/TlsChoice';
import { useFormStyles } from '../controls/styles';
import { ownField, type BodyProps } from './ownField';

type Tls = NonNullable<InstanceInput['tls']>;

function Certificate(props: BodyProps<Tls>) {
  const { id, label, help, value, onChange, portal, answers, troubleAt, disabled } = props;
  const classes = useFormStyles();
  const usual = platformAnswers({ ...answers, tls: undefined }, portal)?.tls.kind;
  const usuallyOn = usual !== undefined && usual !== 'off';
  return (
    <div role="group" aria-labelledby={`${id}-label`} id={id} className={classes.group}>
      <div id={`${id}-label`} className={classes.legend}>
        {label}
      </div>
      <TlsChoice
        id={id}
        help={help}
        disabled={disabled}
        portal={portal}
        answers={answers}
        value={value ?? { enabled: usuallyOn }}
        troubleAt={troubleAt}
        onChange={({ enabled, secretName, caSecretName }) =>
          onChange(
            enabled === usuallyOn && !secretName && !caSecretName
              ? undefined
              : { enabled, ...(secretName && { secretName }), ...(caSecretName && { caSecretName }) },
          )
        }
      />
    </div>
  );
}

/** TLS, with what the environment asks for and what the certificate must be good for. */
export const tlsField = ownField<Tls>({ name: 'SpicedbTls', answers: 'tls', Body: Certificate });

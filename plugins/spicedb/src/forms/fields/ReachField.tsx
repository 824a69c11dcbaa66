import { ReachChoice, type Reach } from '../choices/ReachChoice';
import { ownField, type BodyProps } from './ownField';

function Exposure({ value, onChange, ...rest }: BodyProps<Reach>) {
  return (
    <ReachChoice
      {...rest}
      value={value ?? { kind: 'cluster' }}
      onChange={reach => onChange(reach.kind === 'cluster' ? undefined : reach)}
    />
  );
}

/** Who can reach the instance; the cluster alone, unless one says otherwise. */
export const reachField = ownField<Reach>({ name: 'SpicedbReach', answers: 'exposure', Body: Exposure });

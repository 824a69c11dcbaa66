import { changesField } from '../changes/ChangesField';
import { reviewField } from '../review/ReviewField';
import { confirmField } from './ConfirmField';
import { engineField } from './EngineField';
import { environmentField } from './EnvironmentField';
import { nameField } from './NameField';
import { originalField } from './OriginalField';
import type { OwnField } from './ownField';
import { clusterField, namespaceField, projectField } from './PlaceFields';
import { podsField } from './PodsField';
import { reachField } from './ReachField';
import { rotationStepField, secretKeyField } from './RotationFields';
import { secretField } from './SecretField';
import { sizeField } from './SizeField';
import { tlsField } from './TlsField';
import { versionField } from './VersionField';

/** Every field of the forms, by the name under which a template asks for it. */
export const fields: { [name: string]: OwnField } = Object.fromEntries(
  [
    nameField,
    environmentField,
    engineField,
    versionField,
    sizeField,
    podsField,
    clusterField,
    namespaceField,
    projectField,
    secretField,
    tlsField,
    reachField,
    changesField,
    rotationStepField,
    secretKeyField,
    confirmField,
    originalField,
    reviewField,
  ].map(field => [field.name, field]),
);

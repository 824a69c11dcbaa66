import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// How long a test may wait for what it names; a busy machine needs more than a second.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

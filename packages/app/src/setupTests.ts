import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Patience for busy machines: a test ends as soon as it sees what it waits for.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });

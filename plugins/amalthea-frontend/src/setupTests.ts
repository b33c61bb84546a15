import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Patience for busy machines: a test ends as soon as it sees what it waits for.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });

// jsdom has no layout. Screens in tests are 1440 pixels wide, so that every column is there.
const SCREEN_PIXELS = 1_440;
window.matchMedia = query => {
  const minimum = /min-width:\s*(\d+)px/.exec(query);
  return {
    matches: minimum !== null && Number(minimum[1]) <= SCREEN_PIXELS,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
    addEventListener: () => {},
    removeEventListener: () => {},
    dispatchEvent: () => false,
  };
};

import '@testing-library/jest-dom';

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

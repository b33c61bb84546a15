import { conditionLook } from './conditionLook';

describe('conditionLook', () => {
  it.each([
    ['Ready', 'True', 'good'],
    ['Ready', 'False', 'bad'],
    ['RoutingReady', 'False', 'bad'],
    ['Progressing', 'False', 'good'],
    ['Progressing', 'True', 'notable'],
    ['Hibernated', 'False', 'good'],
    ['Hibernated', 'True', 'notable'],
    ['UpdatePending', 'True', 'notable'],
    ['Stalled', 'True', 'bad'],
    ['NameConflict', 'False', 'good'],
    ['ActivityKnown', 'Unknown', 'unknown'],
  ] as const)('%s=%s looks %s', (type, status, look) => {
    expect(conditionLook({ type, status })).toBe(look);
  });
});

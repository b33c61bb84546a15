import { act, renderHook, waitFor } from '@testing-library/react';
import { useLoaded } from './useLoaded';

describe('useLoaded', () => {
  it('keeps showing the value while a new version is on its way', async () => {
    let finish = (_value: string) => {};
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('first')
      .mockReturnValueOnce(
        new Promise(resolve => {
          finish = resolve;
        }),
      );
    const { result, rerender } = renderHook(
      ({ version }) => useLoaded(load, { version }),
      { initialProps: { version: 1 } },
    );
    expect(result.current.status).toBe('loading');
    await waitFor(() =>
      expect(result.current).toMatchObject({ value: 'first' }),
    );
    rerender({ version: 2 });
    expect(result.current).toMatchObject({ value: 'first' });
    await act(async () => finish('second'));
    expect(result.current).toMatchObject({ value: 'second' });
  });

  it('keeps the last value beside the error when renewing fails', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('first')
      .mockRejectedValueOnce(new Error('gone'));
    const { result } = renderHook(() => useLoaded(load));
    await waitFor(() => expect(result.current.status).toBe('loaded'));
    act(() => result.current.reload());
    await waitFor(() =>
      expect(result.current).toMatchObject({
        status: 'loaded',
        value: 'first',
        error: { message: 'gone' },
      }),
    );
  });

  it('never shows the value of something else', async () => {
    const first = async () => 'first';
    const second = () => new Promise<string>(() => {});
    const { result, rerender } = renderHook(({ load }) => useLoaded(load), {
      initialProps: { load: first as () => Promise<string> },
    });
    await waitFor(() => expect(result.current.status).toBe('loaded'));
    rerender({ load: second });
    expect(result.current.status).toBe('loading');
  });

  it('loads again at its interval, and not after it is gone', async () => {
    jest.useFakeTimers();
    const load = jest.fn(async () => 'value');
    const { unmount } = renderHook(() =>
      useLoaded(load, { everyMilliseconds: 2_000 }),
    );
    await act(() => jest.advanceTimersByTimeAsync(2_050));
    await act(() => jest.advanceTimersByTimeAsync(2_050));
    expect(load).toHaveBeenCalledTimes(3);
    unmount();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(load).toHaveBeenCalledTimes(3);
    jest.useRealTimers();
  });
});

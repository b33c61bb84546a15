export * from './ServerDirectory';
export * from './followStream';
export * from './LiveServersProvider';
export * from './useLoaded';

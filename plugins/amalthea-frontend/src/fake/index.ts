export * from './fakeClusters';
export * from './fakeProfiles';
export * from './fakeServers';
export * from './fakeDetails';
export * from './FakeAmaltheaApi';

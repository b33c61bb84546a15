export * from './phaseWords';
export * from './scheduleSentences';
export * from './resourceWords';
export * from './actionWords';
export * from './entityWords';

export { RequestPage } from './RequestPage';
export { DiskField } from './DiskField';
export { IdleField } from './IdleField';
export { ImageField } from './ImageField';
export { SizeField } from './SizeField';
export { isOpen } from './requestDraft';

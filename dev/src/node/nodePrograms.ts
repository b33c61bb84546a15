import type { MachineProgram } from '../packages/debianPackages';

/** What a real node takes from the machine. */
export const nodePrograms: readonly MachineProgram[] = [
  { program: 'runc', debianPackage: 'runc' },
  {
    program: '/usr/lib/cni/bridge',
    debianPackage: 'containernetworking-plugins',
  },
  { program: 'iptables', debianPackage: 'iptables' },
  { program: 'ip', debianPackage: 'iproute2' },
  { program: 'conntrack', debianPackage: 'conntrack' },
  { program: 'openssl', debianPackage: 'openssl' },
  { program: 'nsenter', debianPackage: 'util-linux' },
  { program: 'mount', debianPackage: 'mount' },
];

import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Jupyter servers. */
  amalthea?: {
    /**
     * Who Amalthea is in the clusters of `kubernetes.clusterLocatorMethods` (type `config`). A cluster without an entry
     * is used with the Kubernetes plugin's own service account; give Amalthea one of its own.
     */
    clusters?: Array<{
      /** The cluster's name in `kubernetes.clusterLocatorMethods`. */
      name: string;
      /**
       * Token of Amalthea's service account.
       * @visibility secret
       */
      serviceAccountToken?: string;
      /** File with that token; read again when it changes. */
      serviceAccountTokenFile?: string;
    }>;
    /** The kinds of servers that people can ask for. */
    profiles?: Array<{
      /** Unique; written on servers made from it. Small letters, digits and dashes. */
      id: string;
      title: string;
      /** One sentence: what it is for. */
      description: string;
      /** Name of a Remix icon, such as `flask`. */
      icon?: string;
      /** Images to choose from; the first is the default unless `defaults.image` names another. */
      images: Array<{
        id: string;
        title: string;
        description?: string;
        /** Image reference. */
        image: string;
      }>;
      /** Sizes to choose from; the first is the default unless `defaults.size` names another. */
      sizes: Array<{
        id: string;
        title: string;
        description?: string;
        /** Cores, as a Kubernetes quantity. */
        cpu: string | number;
        /** Memory, as a Kubernetes quantity. */
        memory: string | number;
        /** Number of `gpuResource`. Default 0. */
        gpus?: number;
        /** What it costs while it runs, shown to people. */
        cost?: { perHour: number; /** ISO 4217. */ currency: string };
      }>;
      defaults?: {
        /** Id of an image. */ image?: string;
        /** Id of a size. */ size?: string;
      };
      /** The extended resource that `gpus` counts. Default `nvidia.com/gpu`. */
      gpuResource?: string;
      /** The server's disk. Default: 1 GiB, kept when the server stops. */
      disk?: {
        /** Smallest size, as a Kubernetes quantity. */
        minimum: string | number;
        /** Largest size. */
        maximum: string | number;
        /** Default: the minimum. */
        default?: string | number;
        /** Whether files survive a stop. Default true. */
        kept?: boolean;
        /** StorageClass; default: the cluster's. */
        storageClass?: string;
        /** Where the disk is mounted. Default `/home/jovyan/work`. */
        mountPath?: string;
      };
      /** After how long without use a server stops. Default: 1 h, not to be chosen. */
      idle?: {
        minimum: string | HumanDuration;
        maximum: string | HumanDuration;
        /** Default: the minimum. */
        default?: string | HumanDuration;
        /** Whether people may switch it off. Default false. */
        mayNeverStop?: boolean;
      };
      /** Further limits that people cannot choose. Default: none. */
      culling?: {
        /** A server stops at this age, used or not. */
        maxAge?: string | HumanDuration;
        /** A server that has not started after this time stops. */
        starting?: string | HumanDuration;
        /** A server that has failed for this time stops. */
        failed?: string | HumanDuration;
        /** A stopped server is deleted, with its disk, after this time. */
        deleteStoppedAfter?: string | HumanDuration;
      };
      /** Environment variables. */
      environment?: {
        /** Set on every server of the profile. */
        fixed?: { [name: string]: string };
        /** Those that people may set. */
        variables?: Array<{
          name: string;
          title: string;
          description?: string;
          default?: string;
          /** Regular expression that the whole value must match. */
          pattern?: string;
        }>;
        /** Whether people may set others too. Default false. */
        free?: boolean;
      };
      /** Where servers run. The first is the default. */
      destinations: Array<{
        /** Name of a cluster. */ cluster: string;
        namespace: string;
      }>;
      /** The address. `{owner}`, `{name}`, `{namespace}` and `{cluster}` are replaced in host and path. */
      routing: {
        /** Host name without scheme. */
        host: string;
        /** Default `/users/{owner}/{name}`. */
        path?: string;
        /** Default: enabled, with the ingress controller's certificate. */
        tls?: { enabled: boolean; secretName?: string };
        ingressAnnotations?: { [name: string]: string };
      };
      /** Sign-in at the server itself. Without it, the portal opens servers with their token. */
      oidc?: {
        issuerUrl: string;
        clientId: string;
        /** Secret in the namespace of the servers. */
        clientSecretRef: { name: string; key: string };
        /** Groups whose members may open every server of the profile. */
        groups?: string[];
      };
      /** Entity references of people and groups who may use the profile. Default: everybody. */
      usableBy?: string[];
      /** Page that opens first. Default `/lab`. */
      defaultUrl?: string;
      /** Patches of the JupyterServer API, added to every server of the profile. */
      patches?: Array<{ type: string; patch: object }>;
    }>;
    /** How often clusters are asked whether they answer. */
    health?: {
      /** Default 10 s. */
      interval?: string | HumanDuration;
      /** Default 5 s. */
      timeout?: string | HumanDuration;
    };
    /** The stream of changes to browsers. */
    stream?: {
      /** A sign of life so often, for proxies in between. Default 15 s. */
      heartbeat?: string | HumanDuration;
      /** Open streams per user. Default 10. */
      perUser?: number;
      /** Open streams altogether. Default 2000. */
      total?: number;
    };
    /**
     * How the operator makes objects, for previews and for the differences on a server's page: the operator's own
     * settings, such as `{operator: {namespace: amalthea}, sidecar: {image: …}}`. The chart has them as `render.yaml`.
     */
    render?: object;
  };
}

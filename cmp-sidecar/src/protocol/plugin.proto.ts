/**
 * The part of Argo CD's plugin protocol that a config management plugin serves, written from the protocol's facts:
 * message and field names, numbers and types. Unchanged from Argo CD 2.13 to 3.6; older servers leave fields out.
 * It is text in a module, not a file, so that the bundled program reads nothing at run time.
 */
export const pluginProto = `
syntax = "proto3";

package plugin;

message EnvEntry {
  string name = 1;
  string value = 2;
}

message ManifestRequestMetadata {
  string appName = 1;
  string appRelPath = 2;
  string checksum = 3;
  int64 size = 4;
  repeated EnvEntry env = 5;
}

message File {
  bytes chunk = 1;
}

message AppStreamRequest {
  oneof request {
    ManifestRequestMetadata metadata = 1;
    File file = 2;
  }
}

message ManifestResponse {
  repeated string manifests = 1;
  string sourceType = 2;
}

message RepositoryResponse {
  bool isSupported = 1;
  bool isDiscoveryEnabled = 2;
}

message CheckPluginConfigurationResponse {
  bool isDiscoveryConfigured = 1;
  bool provideGitCreds = 2;
}

message ParameterAnnouncement {
  string name = 1;
  string title = 2;
  string tooltip = 3;
  bool required = 4;
  string itemType = 5;
  string collectionType = 6;
  string string = 7;
  repeated string array = 8;
  map<string, string> map = 9;
}

message ParametersAnnouncementResponse {
  repeated ParameterAnnouncement parameterAnnouncements = 1;
}

message Empty {}

message HealthCheckRequest {
  string service = 1;
}

message HealthCheckResponse {
  enum ServingStatus {
    UNKNOWN = 0;
    SERVING = 1;
    NOT_SERVING = 2;
    SERVICE_UNKNOWN = 3;
  }
  ServingStatus status = 1;
}
`;

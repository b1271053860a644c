import Testing

/// Promises of the command, kept by the built binary on real files over real connections.
///
/// One after the other: each of them starts processes, and a small machine must not be the reason
/// why one of them takes too long.
@Suite(.serialized, .timeLimit(.minutes(2)))
enum Promises {}

/// Promises that mostly wait, for a server that is late or an outcome that is unknown. They are
/// kept beside the others, one after the other among themselves.
@Suite(.serialized, .timeLimit(.minutes(2)))
enum PatientPromises {}

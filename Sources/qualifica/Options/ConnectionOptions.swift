import ArgumentParser
import BulkEngine

/// Which API is talked to, fixed for the life of a run.
struct ConnectionOptions: ParsableArguments {
  @OptionGroup var endpoint: EndpointOptions

  @Option(help: "Merchant, when the key reaches more than one.")
  var merchantID: String?

  @Option(
    help: ArgumentHelp("Where the API is to send status callbacks.", valueName: "url"))
  var notificationURL: String?

  @Option(help: "Most records in one POST. Default: 100.")
  var batchSize: String?

  @Option(help: "Most bytes in one POST. Default: 1000000.")
  var batchBytes: String?

  /// - Throws: ``SettingError``.
  func merchant(_ sources: SettingSources) throws -> Int? {
    try sources.whole(.merchantID, flag: merchantID)
  }

  /// - Throws: ``SettingError``.
  func notification(_ sources: SettingSources) throws -> String? {
    try sources.text(.notificationURL, flag: notificationURL)
  }

  /// - Throws: ``SettingError``.
  func batch(_ sources: SettingSources) throws -> BatchLimits {
    let usual = BatchLimits()
    return BatchLimits(
      records: try sources.whole(.batchSize, flag: batchSize) ?? usual.records,
      bytes: try sources.whole(.batchBytes, flag: batchBytes) ?? usual.bytes)
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given = endpoint.given
    if merchantID != nil { given.insert(.merchantID) }
    if notificationURL != nil { given.insert(.notificationURL) }
    if batchSize != nil { given.insert(.batchSize) }
    if batchBytes != nil { given.insert(.batchBytes) }
    return given
  }
}

import ArgumentParser
import Qualification

/// Which API is talked to, fixed for the life of a run.
struct ConnectionOptions: ParsableArguments {
  @OptionGroup var endpoint: EndpointOptions

  @Option(help: "Merchant, when the key reaches more than one.")
  var merchantID: Int?

  @Option(
    help: ArgumentHelp("Where the API is to send status callbacks.", valueName: "url"))
  var notificationURL: String?

  @Option(help: "Most records in one POST. Default: 100.")
  var batchSize: Int?

  @Option(help: "Most bytes in one POST. Default: 1000000.")
  var batchBytes: Int?

  /// - Throws: ``SettingError``.
  func batch(_ sources: SettingSources) throws -> BatchLimits {
    let records = try batchSize ?? sources.value("batch-size", Int.init) ?? 100
    let bytes = try batchBytes ?? sources.value("batch-bytes", Int.init) ?? 1_000_000
    guard (1...100_000).contains(records) else {
      throw SettingError(
        option: "batch-size", problem: "it is 1 to 100000",
        portuguese: "vai de 1 a 100000")
    }
    guard bytes >= 1 else {
      throw SettingError(
        option: "batch-bytes", problem: "it is above 0",
        portuguese: "é maior que 0")
    }
    return BatchLimits(records: records, bytes: bytes)
  }
}

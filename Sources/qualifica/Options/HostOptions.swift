import ArgumentParser
import BulkEngine
import VendorHTTP

/// The host of a run that goes on: it cannot change, but a host of one's own is to be named again.
struct HostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The run's own base URL again, where it is neither the vendor's host nor this machine.",
      valueName: "url"))
  var baseURL: String?

  /// What the user gives now, by flag, environment or configuration file.
  ///
  /// - Throws: ``SettingError``.
  func given(_ sources: SettingSources) throws -> String? {
    try sources.text(.baseURL, flag: baseURL)
  }

  /// - Throws: ``FixedSettingChanged`` when the flag names another host than the run's,
  ///   ``EndpointError``.
  func require(_ run: Run, folder: RunFolder) throws {
    guard let baseURL else { return }
    let stored = try Connection.endpoint(run.settings)
    guard try Endpoint(baseURL: baseURL) != stored else { return }
    throw FixedSettingChanged(setting: .baseURL, stored: stored.description, folder: folder)
  }
}

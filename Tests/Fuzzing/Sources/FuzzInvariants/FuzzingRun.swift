import CLibFuzzer

/// Gives the process to libFuzzer, which reads the command line and calls `test` with each input.
package func fuzz(_ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) {
  var count = CommandLine.argc
  var arguments = unsafe Optional(CommandLine.unsafeArgv)
  let status = unsafe LLVMFuzzerRunDriver(&count, &arguments, test)
  precondition(status == 0, "libFuzzer ended with \(status)")
}

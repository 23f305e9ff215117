extension CatalogueEntry {
  static let e0606 = CatalogueEntry(
    "E0606", "other memory than planned",
    "The memory that is planned for the program is not what `expect: {peak_memory: …}` says. It "
      + "holds parameters, optimizer, inputs and the largest set of tensors that are needed at "
      + "once; a smaller batch makes the last two smaller. What kernels pack is counted for two "
      + "threads and for vectors of any width, so that every machine says the same.",
    example: "dims: {batch: 512}\nexpect: {peak_memory: \"<= 64 MiB\"}    # 210 MiB are planned",
    mended: "dims: {batch: 128}\nexpect: {peak_memory: \"<= 64 MiB\"}", form: .text)
}

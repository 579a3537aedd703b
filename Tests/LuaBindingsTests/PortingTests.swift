import Testing

/// What models that come from PymoNNtorch rely on, by its row in the reference.
@Suite struct PortingTests {
  private static let model = """
    local net = snn.Network { seed = 1 }
    local a = snn.NeuronGroup { net = net, size = 4, tag = "a" }
    local s = snn.SynapseGroup { net = net, src = a, dst = a, tag = "GLU" }

    """

  @Test func valuesWithoutANameAreNumbered_BEH03() throws {
    try run(
      """
      local B = snn.Behavior "B"
      function B:initialize() self.sum = self:parameter "arg_1" + self:parameter "arg_2" end
      local net = snn.Network { behavior = { B { 3, 4 } } }
      net:initialize()
      assert(net.B.sum == 7)
      """)
    let found = try message(
      of: """
        local B = snn.Behavior "B"
        function B:initialize() end
        local net = snn.Network { behavior = { B { 3 } } }
        net:initialize()
        """)
    #expect(found?.contains("B has no parameter 'arg_1'") == true)
  }

  @Test func theRowsOfAMatrixCanBeOne_SYN04() throws {
    try run(
      PortingTests.model
        + """
        local W = s:matrix { "uniform", clone_along_first_axis = true }
        assert(W[1]:eq(W[4]):all() and not W[1]:eq(W[1][1]):all())
        """)
  }

  @Test func settingAVariableGivesTheObject_SYN06() throws {
    try run(
      PortingTests.model
        + "assert(s:set_var('gain', 2):set_var('group_weighting', 1) == s and s.gain == 2)"
    )
  }

  @Test func directionsHaveManyNames_NG06() throws {
    try run(
      PortingTests.model
        + """
        for _, afferent in ipairs { "afferent", "dendrite", "pre", "preSynaptic", 0, false } do
          assert(a:synapses(afferent, "GLU") == a.afferent_synapses.GLU)
        end
        for _, efferent in ipairs { "efferent", "axon", "post", "postSynaptic", 1, true } do
          assert(a:synapses(efferent, "GLU") == a.efferent_synapses.GLU)
        end
        """)
  }
}

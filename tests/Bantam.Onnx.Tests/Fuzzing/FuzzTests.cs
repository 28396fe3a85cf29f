using System.Diagnostics;

namespace Bantam.Onnx.Tests.Fuzzing;

/// <summary>Damaged files are read or refused; nothing else happens.</summary>
public sealed class FuzzTests
{
    private const long Cap = 16 << 20;

    /// <summary>Beyond what the cap counts: the reader's own small objects, and what the garbage collector has not taken yet.</summary>
    private const long Slack = 16 << 20;

    [Fact]
    public void Mutated_files_of_our_own_are_read_or_refused()
    {
        foreach (var (name, make) in Models.All) Fuzz(Models.Save(make()), seed: name.Length, rounds: 2000);
    }

    [Theory]
    [InlineData("models/ultraface/rfb-320.onnx")]
    [InlineData("models/ultraface/slim-320.onnx")]
    public void Mutated_files_of_others_are_read_or_refused(string path) =>
        Fuzz(File.ReadAllBytes(SharedData.Find(path)), seed: 11, rounds: 250);

    [Fact]
    public void Mutated_node_tests_are_read_or_refused()
    {
        var seed = 0;
        var tests = Conformance.NodeTests.Read(SharedData.Find("conformance/onnx-node.zip"));
        foreach (var test in tests.Where((_, i) => i % 5 == 0)) Fuzz(test.Model, ++seed, rounds: 8);
    }

    private static void Fuzz(byte[] file, int seed, int rounds)
    {
        var random = new Random(seed);
        if (Environment.GetEnvironmentVariable("BANTAM_LONG") == "1") rounds *= 50;
        for (var round = 0; round < rounds; round++)
        {
            var mutant = ByteMutations.Apply(file, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            try
            {
                var model = OnnxModel.Load(mutant, new OnnxOptions { MemoryCap = Cap });
                model.Graph.Verify();
            }
            catch (ModelFormatException error)
            {
                Assert.StartsWith("model > ", error.Message, StringComparison.Ordinal);
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}, round {round}: {error}");
            }

            Assert.True(clock.Elapsed.TotalSeconds < 5, $"seed {seed}, round {round} took {clock.Elapsed.TotalSeconds} s");
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < Cap + Slack, $"seed {seed}, round {round} allocated {allocated} bytes");
        }
    }
}

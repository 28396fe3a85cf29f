using System.Diagnostics;

namespace Bantam.Onnx.Tests;

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
            var mutant = Mutate(file, random);
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

    /// <summary>
    /// Bits flipped, bytes set to telling values, pieces cut out, doubled or moved; mostly in the small messages, not in the weights.
    /// </summary>
    private static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = file.ToList();
        var times = random.Next(1, 5);
        for (var i = 0; i < times && bytes.Count > 8; i++)
        {
            var at = random.Next(4) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(bytes.Count, 20_000));
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = ((byte[])[0, 1, 127, 128, 254, 255])[random.Next(6)]; break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                default: bytes.InsertRange(at, [255, 255, 255, 255, 15]); break;
            }
        }

        return [.. bytes];
    }
}

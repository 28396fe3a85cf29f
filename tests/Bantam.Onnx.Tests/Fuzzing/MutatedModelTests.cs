using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Tests.Conformance;
using Bantam.Onnx.Tests.Packages;
using Google.Protobuf;

namespace Bantam.Onnx.Tests.Fuzzing;

/// <summary>
/// Models of all kinds, damaged byte by byte and message by message, are read, prepared and run: whatever is wrong with one is said in a
/// sentence, soon, and without more memory than was allowed.
/// </summary>
public sealed class MutatedModelTests
{
    private const int Mutants = 500;
    private const int ManyMutants = 10_000;
    private const int LargestFile = 3 << 20;
    private const int MostNodes = 4;

    [Fact]
    [Trait("Speed", "slow")]
    public void Mutated_models_are_refused_or_run()
    {
        var isLong = Environment.GetEnvironmentVariable("BANTAM_LONG") == "1";
        var kinds = Kinds(isLong).ToArray();
        var faults = new List<string>();
        var first = int.Parse(Environment.GetEnvironmentVariable("BANTAM_FUZZ_FIRST") ?? "0", null);
        for (var i = first; i < first + (isLong ? ManyMutants : Mutants); i++)
        {
            var random = new Random(i);
            var kind = kinds[i % kinds.Length];
            var (name, file) = kind[random.Next(kind.Count)];
            var isMessage = random.Next(4) > 0;
            var mutant = new Mutant(
                $"Mutant {i} of {name}", isMessage ? MessageMutations.Apply(file, random) : ByteMutations.Apply(file, random));
            if (isLong) Log(mutant.Name);
            if (mutant.Judge() is { } fault) faults.Add(fault);
            if (isLong && faults.Count > 0) Log(faults[^1]);
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join("\n\n", faults.Take(20))}");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Node_tests_without_one_of_their_inputs_or_attributes_are_refused_or_run()
    {
        var isLong = Environment.GetEnvironmentVariable("BANTAM_LONG") == "1";
        var faults = new List<string>();
        var tests = NodeTests.Read(SharedData.Find("conformance/onnx-node.zip"));
        foreach (var test in tests.Where((t, i) => isLong || (i % 25 == 0 && t.Model.Length < 1 << 16)))
            faults.AddRange(Reduced(test).Select(m => m.Judge()).OfType<string>());
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join("\n\n", faults.Take(40))}");
    }

    /// <summary>The test's model with each input and attribute of each node left out in turn, or each input another one.</summary>
    private static IEnumerable<Mutant> Reduced(NodeTest test)
    {
        var whole = ModelProto.Parser.ParseFrom(test.Model);
        for (var n = 0; n < Math.Min(whole.Graph.Node.Count, MostNodes); n++)
        {
            for (var i = 0; i < whole.Graph.Node[n].Input.Count; i++)
            {
                yield return Changed($"node {n}, input {i}", node => node.Input[i] = "");
                yield return Changed($"node {n}, input {i}, given another", node => node.Input[i] = node.Input[^(i + 1)]);
            }

            for (var i = 0; i < whole.Graph.Node[n].Attribute.Count; i++)
                yield return Changed($"node {n}, attribute {i}", node => node.Attribute.RemoveAt(i));
            yield return Changed($"node {n}, outputs", node => node.Output.RemoveAt(node.Output.Count - 1));

            Mutant Changed(string what, Action<NodeProto> change)
            {
                var model = whole.Clone();
                change(model.Graph.Node[n]);
                return new Mutant($"{test.Name} without {what}", model.ToByteArray());
            }
        }
    }

    private static void Log(string line) => Console.Error.WriteLine(line);

    /// <summary>Kinds of models; each has as many mutants, whatever the number of its models.</summary>
    private static IEnumerable<List<(string Name, byte[] File)>> Kinds(bool all)
    {
        var nodes = NodeTests.Read(SharedData.Find("conformance/onnx-node.zip")).Select(t => (t.Name, t.Model)).ToList();
        string[] bodies = ["loop_", "scan", "if_", "sequence_map", "range_", "lstm", "gru", "rnn", "sequence_", "optional"];
        yield return nodes;
        yield return nodes;
        yield return [.. nodes.Where(n => bodies.Any(b => n.Name.Contains(b, StringComparison.Ordinal)))];
        yield return [.. MachineLearningModels.All.Select(m => (m.Key, m.Value))];
        yield return [.. Models.All.Select(m => (m.Key, Models.Save(m.Value())))];
        if (!all) yield break;
        yield return
        [
            .. PackagedModelList.All.Where(m => m.Package is not null).Select(m => (m.Name, m.Read()))
                .Where(m => m.Item2.Length <= LargestFile),
        ];
    }
}

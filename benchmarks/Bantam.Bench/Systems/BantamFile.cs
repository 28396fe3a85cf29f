using Bantam.Bench.Cases;
using Bantam.Execution;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Bench.Systems;

/// <summary>
/// A model from its file in this process: as one plan with its inputs where the plan has them, or, where only a run shows sizes, as
/// <see cref="GraphRunner"/> runs it.
/// </summary>
internal sealed class BantamFile
{
    private readonly Func<IReadOnlyDictionary<string, Tensor>> _outputs;

    /// <summary>Loads and compiles the model.</summary>
    public BantamFile(BenchmarkCase @case, Target target, int threads)
    {
        var file = new CaseFile(@case);
        if (!file.Graph.IsBound)
        {
            var runner = new GraphRunner(file.Prepared, target, threads);
            IReadOnlyDictionary<string, Tensor>? last = null;
            Run = () => last = runner.Run(file.Inputs);
            _outputs = () => last!;
            return;
        }

        var session = new Session(CpuPlanner.Plan(file.Graph, target), threads: threads);
        foreach (var (name, tensor) in file.Inputs) tensor.Bytes.CopyTo(session.InputBytes(name));
        Run = session.Run;
        _outputs = () => session.Plan.Outputs.ToDictionary(o => o.Key, o =>
        {
            var tensor = new Tensor(o.Value.Type);
            session.OutputBytes(o.Key).CopyTo(tensor.Bytes);
            return tensor;
        });
    }

    /// <summary>Runs the model once.</summary>
    public Action Run { get; }

    /// <summary>Runs it, and gives its outputs by name.</summary>
    public IReadOnlyDictionary<string, Tensor> RunForOutputs()
    {
        Run();
        return _outputs();
    }
}

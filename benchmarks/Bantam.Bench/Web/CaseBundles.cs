using Bantam.Bench.Cases;
using Bantam.Web.Bundles;

namespace Bantam.Bench.Web;

/// <summary>The bundles of a case: one that infers, and one that trains as well.</summary>
internal sealed class CaseBundles
{
    private readonly CompiledBundle _infer;
    private readonly CompiledBundle _train;

    /// <summary>Compiles them for all backends.</summary>
    public CaseBundles(BenchmarkCase @case)
    {
        var model = new CaseModel(@case, hasProbabilities: true);
        var inference = model.Inference(Bundle.BatchDimension);
        var training = new BundleTraining(model.Step) { BatchSizes = [@case.Batch], LearningRate = model.LearningRate };
        _infer = Bundle.Compile(inference, new BundleOptions { Name = @case.Name });
        _train = Bundle.Compile(inference, new BundleOptions { Name = @case.Name, Training = training });
    }

    /// <summary>Bytes of what a page downloads besides code: the manifest and the weights.</summary>
    public long WeightBytes => _infer.WeightBytes + _infer.Files["model.json"].Length;

    /// <summary>The files of code that a page downloads for a backend, to infer or to train as well.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Code(string level, bool isTraining)
    {
        var files = (isTraining ? _train : _infer).Files;
        return [files["bantam.js"], files["bantam-worker.js"], files[level == "js" ? "model.js" : $"model.{level["wasm-".Length..]}.wasm"]];
    }

    /// <summary>Serves both bundles.</summary>
    public void AddTo(PageServer server, string path)
    {
        foreach (var (file, content) in _infer.Files) server.Add($"{path}infer/{file}", content);
        foreach (var (file, content) in _train.Files) server.Add($"{path}train/{file}", content);
    }
}

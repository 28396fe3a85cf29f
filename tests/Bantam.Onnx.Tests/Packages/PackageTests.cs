using Bantam.Execution;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Packages;

/// <summary>Models that nobody here wrote load, run at several sizes and agree with ONNX Runtime.</summary>
public sealed class PackageTests
{
    public static TheoryData<string> Names => [.. PackagedModelList.All.Select(m => m.Name)];

    public static TheoryData<string> Small => [.. PackagedModelList.All.Where(m => m.IsSmall).Select(m => m.Name)];

    public static TheoryData<string> Recurrent => [.. PackagedModelList.All.Where(m => m.States.Count > 0).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_agrees_with_onnx_runtime(string name)
    {
        var (packaged, file) = Read(name);
        var loaded = OnnxModel.Load(file);
        var model = new Model(loaded.Graph);
        foreach (var inputs in packaged.Runs(loaded.Graph))
            packaged.RequireAgreement(Ort.Run(file, inputs), model.Run(inputs, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void A_small_model_agrees_with_onnx_runtime_by_reference(string name)
    {
        var (packaged, file) = Read(name);
        var graph = OnnxModel.Load(file).Graph;
        foreach (var inputs in packaged.Runs(graph))
            packaged.RequireAgreement(Ort.Run(file, inputs), ReferenceExecutor.Run(graph, inputs));
    }

    /// <summary>What a recurrent model gives of its state it is given with the next window.</summary>
    [Theory]
    [MemberData(nameof(Recurrent))]
    public void A_recurrent_model_agrees_with_onnx_runtime_window_after_window(string name)
    {
        var (packaged, file) = Read(name);
        var loaded = OnnxModel.Load(file);
        var model = new Model(loaded.Graph);
        foreach (var inputs in packaged.Runs(loaded.Graph))
            for (var window = 0; window < 4; window++)
            {
                var outputs = model.Run(inputs, TestContext.Current.CancellationToken);
                packaged.RequireAgreement(Ort.Run(file, inputs), outputs);
                foreach (var (state, next) in packaged.States) inputs[state] = outputs[next];
                inputs["input"] = Tensor.Random(inputs["input"].Shape, seed: 2 + window, low: -0.25f, high: 0.25f);
            }
    }

    private static (PackagedModel Model, byte[] File) Read(string name)
    {
        var model = PackagedModelList.Find(name);
        return (model, model.Read());
    }
}

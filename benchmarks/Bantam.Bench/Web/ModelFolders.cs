using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Bench.TensorFlow;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Web.Bundles;

namespace Bantam.Bench.Web;

/// <summary>Puts models on the server: our bundles of them, and in the formats of the peers as these are asked for.</summary>
internal sealed class ModelFolders(PageServer server)
{
    private readonly Dictionary<string, (CaseFile File, object[] Inputs)> _served = [];
    private readonly HashSet<(string, string)> _converted = [];

    /// <summary>Serves what a system loads; gives what is said of it to the page.</summary>
    /// <exception cref="MeasurementException">The model is not planned for pages, or not written in the system's format.</exception>
    public object Serve(string system, BenchmarkCase @case)
    {
        if (!_served.TryGetValue(@case.Name, out var served)) _served[@case.Name] = served = Compile(@case);
        var kind = PageSystems.KindOf(system);
        if (_converted.Add((kind, @case.Name))) Convert(kind, @case, served.File);
        return new
        {
            name = system, caseName = @case.Name, inputs = served.Inputs, outputs = served.File.Graph.Outputs.Select(o => o.Name).ToArray(),
        };
    }

    /// <summary>Whether a path is that of a bundle.</summary>
    public static bool IsBundle(string path) => path.Contains("/bundle/", StringComparison.Ordinal);

    private (CaseFile File, object[] Inputs) Compile(BenchmarkCase @case)
    {
        var (file, path) = (new CaseFile(@case), FolderOf(@case));
        try
        {
            var options = new BundleOptions { Name = @case.Name, Backends = [BundleBackend.WasmRelaxed] };
            foreach (var (name, content) in Bundle.Compile(file.Graph, options).Files) server.Add($"{path}bundle/{name}", content);
        }
        catch (PlanException error)
        {
            throw new MeasurementException(error.Message, error);
        }

        return (file, [.. file.Graph.Inputs.Select((input, place) =>
        {
            var tensor = file.Inputs[input.Name];
            var moved = tensor.Transpose(GraphModelConverter.OrderOf(input));
            server.Add($"{path}inputs/{place}", tensor.Bytes.ToArray());
            server.Add($"{path}inputs/{place}-last", moved.Bytes.ToArray());
            return new { name = input.Name, type = TypeOf(tensor), shape = tensor.Shape.Sizes, shapeLast = moved.Shape.Sizes, place };
        })]);
    }

    private void Convert(string kind, BenchmarkCase @case, CaseFile file)
    {
        var path = FolderOf(@case);
        if (kind == PageSystems.KindOf(PageSystems.OnnxRuntime(1)))
        {
            server.Add($"{path}model.onnx", File.ReadAllBytes(@case.File!()));
        }
        else if (kind == PageSystems.KindOf(PageSystems.TensorFlow(1)))
        {
            foreach (var (name, content) in GraphModelConverter.Convert(file.Graph).Files()) server.Add($"{path}tfjs/{name}", content);
        }
    }

    private static string FolderOf(BenchmarkCase @case) => $"/models/{@case.Name}/";

    private static string TypeOf(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => "float32",
        ElementType.Int64 => "int64",
        _ => throw new MeasurementException($"Pages are given floats and whole numbers of 64 bits; a tensor is {tensor.Type}."),
    };
}

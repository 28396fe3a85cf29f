using Bantam.Execution;
using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Vision;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Pictures;

/// <summary>Real detectors of faces and photographs, as bundles and on .NET.</summary>
internal static class FaceBundle
{
    /// <summary>A detector as a bundle with the page for cameras; it calls what it finds faces.</summary>
    public static CompiledBundle Compile(string model, params string[] backends)
    {
        var graph = Inference.Prepare(ImageInput.UltraFace.PutFitted(OnnxModel.Load(PathOf(model)).Graph));
        return Bundle.Compile(graph, new BundleOptions
        {
            Name = model,
            Vision = PictureManifest.OfDetector(graph, ImageInput.UltraFace, labels: ["face"]),
            Files = CameraPage.Files(model, Photograph("13"), ".jpg"),
            Backends = backends.Length == 0 ? BundleBackend.Default : [.. BundleBackend.All.Where(b => backends.Contains(b.Name))],
        });
    }

    /// <summary>A photograph's file.</summary>
    public static byte[] Photograph(string name) => File.ReadAllBytes(SharedData.Find($"models/ultraface/images/{name}.jpg"));

    /// <summary>What .NET finds in a picture.</summary>
    public static IReadOnlyList<Detection> Find(string model, Picture picture, float threshold = 0.5f) => new ObjectDetector(
        Model.Load(PathOf(model)), DetectorFormat.UltraFace, new DetectorOptions { Threshold = threshold }).Detect(picture);

    private static string PathOf(string model) => SharedData.Find($"models/ultraface/{model}-320.onnx");
}

using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Web.Bundles;

namespace Bantam.Samples.Learning;

/// <summary>
/// Transfer learning: what the network for photographs has learned to see is kept, and a new last layer learns in a page from what is held
/// before the webcam. <c>bantam serve transfer</c> shows the page.
/// </summary>
internal static class Transfer
{
    private const int Classes = 3, Batch = 16;

    public static async Task<string> RunAsync(SampleOptions options)
    {
        var (body, _) = await Pictures.RunAsync(options);
        body.IsTrainable = false;
        var model = new Sequential(body, new Dense(Classes, activation: Activations.Softmax, name: "head")) { Seed = options.Seed };
        IReadOnlyList<Field> fields = [new("image", ElementType.UInt8, Shape.Of(32, 32, 3)), new("label", ElementType.Int32, Shape.Scalar)];
        model.Build([fields[0]]);

        var (state, loss, optimizer) = (new TrainingState(), new SparseCategoricalCrossentropy(), new Adam(0.01f));
        var training = new BundleTraining(batch => TrainingStep.Build(model, fields, batch, loss, optimizer, state).Graph)
        { BatchSizes = [Batch] };
        var page = Path.Combine(AppContext.BaseDirectory, "Teachable");
        var files = Directory.GetFiles(page).ToDictionary(f => Path.GetFileName(f)!, f => (ReadOnlyMemory<byte>)File.ReadAllBytes(f));
        var folder = options.Result("transfer");
        await Bundle.CompileAsync(model, folder, new() { Name = "teachable", Training = training, Files = files });
        Console.WriteLine("'bantam serve' shows the page of this folder.");
        return folder;
    }
}

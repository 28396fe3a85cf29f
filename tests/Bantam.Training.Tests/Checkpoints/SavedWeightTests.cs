using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Layers;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Checkpoints;

public sealed class SavedWeightTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly Tensor _input = TestTensors.Normal(3, 2, 28, 28, 1);

    private string Path => System.IO.Path.Combine(_folder.FullName, "weights.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_go_into_a_model_that_is_built_and_into_one_that_is_not(bool isBuilt)
    {
        var (saved, loaded) = (SmallTask.Model(), SmallTask.Model(seed: 7));
        Assert.Throws<InvalidOperationException>(() => saved.SaveWeights(Path));
        var expected = saved.Apply(_input).ToArray<float>();
        saved.SaveWeights(Path);
        if (isBuilt) Assert.NotEqual(expected, loaded.Apply(_input).ToArray<float>());
        loaded.LoadWeights(Path);
        Assert.Equal(expected, loaded.Apply(_input).ToArray<float>());
        Assert.Equal(SmallTask.Weights(saved), SmallTask.Weights(loaded));
    }

    [Fact]
    public void A_model_inside_of_another_takes_its_part()
    {
        static Sequential Nested(uint seed) =>
            new(new Flatten(), new Sequential("inner", new Dense(4), new Dense(3)), new Dense(2)) { Seed = seed };
        var (saved, loaded) = (Nested(1), Nested(2));
        var expected = saved.Apply(_input).ToArray<float>();
        saved.SaveWeights(Path);
        loaded.LoadWeights(Path);
        Assert.Equal(expected, loaded.Apply(_input).ToArray<float>());
    }

    /// <summary>Random weights would answer as readily as those that were loaded.</summary>
    [Fact]
    public async Task A_trainers_state_reaches_a_model_that_is_not_built()
    {
        var trained = SmallTask.Model();
        var trainer = SmallTask.Trainer(trained);
        await trainer.FitAsync(SmallTask.Training, 1, cancellationToken: TestContext.Current.CancellationToken);
        trainer.Save(Path);
        var expected = trained.Apply(_input).ToArray<float>();

        var applied = SmallTask.Model(seed: 7);
        SmallTask.Trainer(applied).Load(Path);
        Assert.Equal(expected, applied.Apply(_input).ToArray<float>());
        var predicted = SmallTask.Model(seed: 7);
        SmallTask.Trainer(predicted).Load(Path);
        var images = Tensor.Full<byte>(9, Shape.Of(2, 28, 28, 1));
        Assert.Equal(trained.Predict(images).ToArray<float>(), predicted.Predict(images).ToArray<float>());
        var weights = SmallTask.Model(seed: 7);
        weights.LoadWeights(Path);
        Assert.Equal(expected, weights.Apply(_input).ToArray<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_of_another_model_is_refused_at_the_latest_when_the_model_is_built(bool isBuilt)
    {
        var saved = new Sequential(new Flatten(), new Dense(4), new Dense(3));
        saved.Apply(_input);
        saved.SaveWeights(Path);
        Refused(new Sequential(new Flatten(), new Dense(5), new Dense(3)), "variable 'dense/kernel': it is Float[784,5]; the file has");
        Refused(new Sequential(new Flatten(), new Dense(4)), "tensor 'dense_1/");
        Refused(new Sequential(new Flatten(), new Dense(4), new Dense(3), new Dense(2)), "variable 'dense_2/kernel': it must be");

        void Refused(Sequential model, string says)
        {
            if (isBuilt) model.Apply(_input);
            var before = SmallTask.Weights(model);
            var error = Assert.Throws<CheckpointException>(() =>
            {
                model.LoadWeights(Path);
                model.Apply(_input);
            });
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
            if (isBuilt) Assert.Equal(before, SmallTask.Weights(model));
        }
    }
}

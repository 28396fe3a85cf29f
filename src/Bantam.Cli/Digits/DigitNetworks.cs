using Bantam.Training.Layers;

namespace Bantam.Cli.Digits;

/// <summary>
/// The networks that <c>bantam train</c> and <c>bantam demo</c> build: pictures of 28 x 28 to the probability of each class.
/// </summary>
internal static class DigitNetworks
{
    /// <summary>The output's name.</summary>
    public const string OutputName = "probabilities";

    /// <summary>Two convolutions and two dense layers.</summary>
    /// <param name="classes">What it tells apart.</param>
    /// <param name="seed">Of its first weights.</param>
    public static Model Convolutional(int classes, uint seed) => new Sequential(
        new Conv2D(32, 5, activation: Activations.Relu), new MaxPooling2D(2),
        new Conv2D(64, 5, activation: Activations.Relu), new MaxPooling2D(2),
        new Flatten(), new Dropout(0.3f), new Dense(128, Activations.Relu), new Dropout(0.3f), new Dense(classes), new Softmax())
    {
        Seed = seed,
        OutputNames = [OutputName],
    };

    /// <summary>The same, small enough for a page to learn with.</summary>
    /// <param name="classes">What it tells apart.</param>
    /// <param name="seed">Of its first weights.</param>
    public static Model Small(int classes, uint seed) => new Sequential(
        new Conv2D(16, 5, activation: Activations.Relu), new MaxPooling2D(2),
        new Conv2D(32, 5, activation: Activations.Relu), new MaxPooling2D(2),
        new Flatten(), new Dense(64, Activations.Relu), new Dense(classes), new Softmax())
    {
        Seed = seed,
        OutputNames = [OutputName],
    };

    /// <summary>Two dense layers and a third for the classes.</summary>
    /// <param name="classes">What it tells apart.</param>
    /// <param name="seed">Of its first weights.</param>
    public static Model Dense(int classes, uint seed) => new Sequential(
        new Flatten(), new Dense(256, Activations.Relu), new Dense(128, Activations.Relu), new Dense(classes), new Softmax())
    {
        Seed = seed,
        OutputNames = [OutputName],
    };
}

using System.Globalization;
using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>
/// Multiplies the learning rate by a factor when a value no longer improves. The optimizer's is a number, not a schedule.
/// </summary>
/// <param name="monitor">The monitored value, a name of <see cref="EpochResult.Values"/>.</param>
/// <param name="factor">The factor, above 0, below 1.</param>
/// <param name="patience">Epochs without an improvement after which it falls.</param>
/// <param name="minDelta">The least change that counts as an improvement, 0 or more.</param>
/// <param name="cooldown">Epochs after a fall in which it does not fall again.</param>
/// <param name="minLearningRate">The lowest learning rate.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class ReduceLROnPlateau(
    string monitor = "val_loss", float factor = 0.1f, int patience = 10, double minDelta = 1e-4, int cooldown = 0,
    float minLearningRate = 0) : TrainingCallback
{
    private const string BestKey = "best", WaitKey = "wait", CooldownKey = "cooldown";
    private readonly BestValue _best = new(monitor, Hyperparameter.NotNegative(minDelta, nameof(minDelta)));
    private readonly float _factor = Hyperparameter.Positive(Hyperparameter.Fraction(factor, nameof(factor)), nameof(factor));
    private readonly int _patience = Hyperparameter.AtLeast(0, patience, nameof(patience));
    private readonly int _cooldown = Hyperparameter.AtLeast(0, cooldown, nameof(cooldown));
    private readonly float _least = Hyperparameter.NotNegative(minLearningRate, nameof(minLearningRate));
    private int _wait;
    private int _cool;

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.RequireNumber();
        _best.Begin(run, nameof(ReduceLROnPlateau));
        (_wait, _cool) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_cool > 0) (_cool, _wait) = (_cool - 1, 0);
        if (_best.Improves(result)) _wait = 0;
        else if (_cool == 0 && ++_wait >= _patience && run.LearningRate > _least)
        {
            run.LearningRate = Math.Max(run.LearningRate * _factor, _least);
            (_cool, _wait) = (_cooldown, 0);
        }
    }

    /// <inheritdoc/>
    public override void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
        texts[BestKey] = _best.Text;
        texts[WaitKey] = _wait.ToString(CultureInfo.InvariantCulture);
        texts[CooldownKey] = _cool.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
        _best.Text = texts[BestKey];
        _wait = int.Parse(texts[WaitKey], CultureInfo.InvariantCulture);
        _cool = int.Parse(texts[CooldownKey], CultureInfo.InvariantCulture);
    }
}

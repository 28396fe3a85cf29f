namespace Bantam.Training.Metrics;

/// <summary>A curve over all thresholds.</summary>
public enum AUCCurve
{
    /// <summary>Receiver operating characteristic: the true positive rate over the false positive rate.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,
}

export * from '../../model/risk/levels'
